"""Writing automations and what they did."""

from heard.domain.automation.operations.automations import (
    add_automation,
    change_automation,
    move_automation,
    switch_off,
    switch_on,
)

__all__ = ["add_automation", "change_automation", "move_automation", "switch_off", "switch_on"]

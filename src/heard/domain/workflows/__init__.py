"""How work on a service goes: stages, moves, tasks, approvals. The cases that go that way are the cases domain's."""

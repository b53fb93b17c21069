"""The council's set-up: its departments, teams, staff, calendars, areas, services, rules and prepared answers."""

"""When something happens, and if a condition holds, then do this: automations, and what each of them did."""

"""Recording a phone call or a visit while the resident speaks."""

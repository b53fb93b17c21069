"""What a questionnaire is, which questions are asked, and what their answers may be. No database."""

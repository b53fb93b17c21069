"""The builder of questionnaires: a draft is shaped, tried and published. Nothing an administrator does needs code."""

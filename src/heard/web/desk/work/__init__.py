"""What is to be done: the list of tasks, the work of a case on its page, and the doors through which both are done."""

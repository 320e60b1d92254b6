"""What is outstanding: one kind of row for the checklist of a step, the case, "Your work" and reminders."""

"""Lines of pasted text: where they start and end, what signs they hold, how they are wrapped, and what each can be."""

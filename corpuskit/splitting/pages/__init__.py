"""What pages carry around their articles: menus, buttons, lists, comments, feet, heads of messages, printed sheets."""

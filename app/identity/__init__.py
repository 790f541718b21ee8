"""Who acts: users, their groups, what a group may do, and how a user signs in."""

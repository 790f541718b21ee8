"""What people say to tasks and cases, and whom they mention."""

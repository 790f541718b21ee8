"""One running process: deployment, start, completion, messages, timers, jobs, incidents."""

"""The dashboards: numbers of a month by subject, and the cases behind each."""

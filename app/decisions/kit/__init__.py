"""The DMN conformance kit: reads its cases, runs them, says what passes."""

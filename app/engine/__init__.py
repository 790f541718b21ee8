"""BPMN on SpiffWorkflow: parse diagrams, run instances, keep their state. No database here."""

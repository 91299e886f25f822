"""Domain model and rules of Kommunales Integrationsmanagement (KIM) in North Rhine-Westphalia."""

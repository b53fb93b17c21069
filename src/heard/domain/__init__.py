"""Tables and rules, one app a subject. An app may import only the apps below it (docs/architecture.md)."""

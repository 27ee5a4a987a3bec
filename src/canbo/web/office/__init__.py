"""The office: what clerks and heads of organisation departments see and do."""

"""No domain: text, languages, time, tenancy, style, components. Every room stands on it."""

"""The pages for people: each module turns the State into views, and names their template."""

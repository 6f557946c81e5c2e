"""What a change would do: the site before it, the site with it, and what readers notice."""

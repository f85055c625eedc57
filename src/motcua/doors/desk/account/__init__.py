"""How officials sign in and keep their own account: pages of django-allauth's views in our frame and words."""

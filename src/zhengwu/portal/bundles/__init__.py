"""Bundles for everybody (一件事): what it takes in one's situation, one application, one page to follow it.

Addresses: /bundles (the list), /bundles/KEY (questions and plan), /bundles/KEY/apply (the screens), /bundles/follow.
"""

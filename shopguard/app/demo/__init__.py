"""The demo shop: four moving cameras, and the main job from end to end."""

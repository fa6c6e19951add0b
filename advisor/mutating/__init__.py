"""A measure of the evidence itself: would it notice if the winner were wrong?"""

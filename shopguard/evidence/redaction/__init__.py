"""A copy in which one person can be seen and everybody else cannot be made out (G-6.2, APPI 33).

    reel      pictures of one part of an open viewing, in order
    scene     what the camera sees when nothing moves; what moves in front of it
    people    faces and bodies in a single picture
    tracks    the same person from picture to picture
    analyse   all of that over a part: a plan
    plan      what is shown and what is covered; a person's corrections, as data
    paint     the covered picture: nothing of what lies under a cover is left in it
    review    looking through it, picture by picture
    render    the copy, streamed: the plain copy never touches a disk

The recorded file is only read. When in doubt, more is covered.
"""

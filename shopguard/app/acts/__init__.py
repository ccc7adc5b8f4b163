"""What people do with the shop: one small named function per act, for desktop and command line.

Every act passes the gate (or the door): decided by the policy table, logged, and only then done.
"""

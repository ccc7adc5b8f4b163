"""Who may do what: people, passwords, logins, the policy table, approvals (J-1, J-3, J-5, J-13)."""

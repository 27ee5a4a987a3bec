"""Two further districts from other seeds and sizes: a mountain one of sixty officials, and one of
2,500 in the Mekong delta. The units are real, the people are not."""

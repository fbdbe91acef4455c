"""Results by the file, at volume: 582,720 a year from one bureau is nothing unusual.

A file is looked at (`sources`), its headings are understood (`headings`), each row is judged by itself (`judging`), in
a process of its own (`reading`); what is sound is laid down page by page (`laying`), each page one transaction that
also says how far the file is done (`runs`). What was brought can be taken down as a whole (`withdrawing`); people
hand files over at their desks (`desk`). `sources`, `headings`, `judging` and `reading` know no database and no Django.
"""

"""DMN: load, check, evaluate and analyse decision models; their deployed versions.

- ``dmn/``: from the XML of a file to decisions that can be evaluated; tables and hit policies
- ``analysis/``: what is wrong with a table as a whole: gaps, overlaps, rules that cannot fire
- ``kit/``, ``tck.py``: the official conformance kit
- the files here: the examples beside a table, and the versions that are deployed
"""

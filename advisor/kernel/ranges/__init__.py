"""Drop the checks of a kernel that cannot fail, and do others once before a loop.

``facts`` knows inequalities and proves more of them; ``checks`` walks over a kernel with
what holds at each point. An index that cannot be proved in bounds but is reached on every
trip is tested for the whole loop in front of it:

Before::

    for i in range(n):
        total = total + a[i]        # checked

After::

    if n > len(a): leave
    for i in range(n):
        total = total + a[i]
"""

from advisor.kernel.ranges.checks import optimise
from advisor.kernel.ranges.facts import LONGEST

__all__ = ["LONGEST", "optimise"]

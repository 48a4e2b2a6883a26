"""What lets scheduled posts come out by themselves: clocks of this computer, workflows of hosts."""

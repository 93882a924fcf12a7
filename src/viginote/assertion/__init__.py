"""What is said of a sensitive mention: affirmed, history, negated, hypothetical, or of somebody else.

The room in the order in which a note passes through it (`reading` puts the steps together):

1. `sentences` cuts the note; `headings` reads what stands above a sentence;
2. `scenes` makes each sentence with a mention ready: mentions blotted out, `forms` and `cues` read,
   `natures` told;
3. `hits`: which cues reach a mention (`scope`: how far each goes; `either_side`: cues that look both ways;
   `inside`: cues among its own words);
4. `enumerations`: cues that one member of an enumeration hands on to the next;
5. `subject`: who is spoken of, by the place of a relative (`relatives`, `patient`);
6. `verdict`: which cue wins.

Words are data, in `cues/*.tsv`: `cue_files` reads them.
"""

from viginote.assertion.reading import Reading, qualify, read, read_all

__all__ = ["Reading", "qualify", "read", "read_all"]

//! Chance that falls the same on every machine: SplitMix64, a stream for each post.

/// A stream of numbers that look random and are not.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The stream number `stream` of all that begin with `seed`.
    pub(crate) fn new(seed: u64, stream: u64) -> Dice {
        let mut dice = Dice(seed ^ stream.wrapping_mul(0xd134_2543_de82_ef95));
        // Neighbouring streams begin alike; after a throw they do not.
        dice.throw();
        dice
    }

    /// The next number (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
    pub(crate) fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `below` - 1; 0 when there is none.
    pub(crate) fn below(&mut self, below: u64) -> u64 {
        self.throw() % below.max(1)
    }

    /// A number from `from` to `to`, both included.
    pub(crate) fn within(&mut self, from: u64, to: u64) -> u64 {
        from + self.below(to.saturating_sub(from) + 1)
    }

    /// True in `share` of 1,000 throws.
    pub(crate) fn falls(&mut self, share: u64) -> bool {
        self.below(1_000) < share
    }

    /// One of `things`, each as likely as the others.
    pub(crate) fn one<'a>(&mut self, things: &[&'a str]) -> &'a str {
        things.get(self.index(things.len())).copied().unwrap_or_default()
    }

    /// One of `things`, the first ones far oftener than the last: so words and topics are spread.
    pub(crate) fn common<'a>(&mut self, things: &[&'a str]) -> &'a str {
        let (a, b) = (self.index(things.len()), self.index(things.len()));
        things.get(a.min(b)).copied().unwrap_or_default()
    }

    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_splitmix64() {
        // The reference implementation's first numbers for the seed 1234567.
        let mut dice = Dice(1_234_567);
        let throws = [dice.throw(), dice.throw(), dice.throw()];
        assert_eq!(throws, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn streams_differ_and_repeat() {
        let throws = |stream| {
            let mut dice = Dice::new(1, stream);
            [dice.below(1_000_000), dice.below(1_000_000), dice.below(1_000_000)]
        };
        assert_eq!(throws(7), throws(7));
        assert_ne!(throws(7), throws(8));
    }
}

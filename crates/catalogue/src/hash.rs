//! The hash that decides where lists are cut and where a key is found. It is part of the
//! format: another hash would give every shard another name.

/// FNV-1a over the bytes, stirred by the finaliser of SplitMix64, without which the upper bits
/// of short texts would hardly differ.
pub(crate) fn hash(text: &str) -> u64 {
    let fnv = text
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3));
    let mixed = (fnv ^ (fnv >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_part_of_the_format() {
        for (text, expected) in
            [("", 0xF52A_15E9_A9B5_E89B_u64), ("a", 0x02C0_BDBF_4814_20F8), ("新闻/2022", 0x6065_DA59_F216_62C5)]
        {
            assert_eq!(hash(text), expected, "{text:?}: {:#018X}", hash(text));
        }
    }
}

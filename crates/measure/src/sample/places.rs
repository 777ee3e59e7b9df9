//! Where the posts of the mirror lie: sections, feeds and channels, the popular ones far fuller
//! than the others.

use super::dice::Dice;
use super::prose;

/// Names of sections; the first hold the most posts.
const SECTIONS: [&str; 12] =
    ["新媒体", "传统媒体", "社交媒体", "编程", "游戏", "音视频", "科技", "二次元", "设计", "金融", "博客", "大学通知"];

/// What channels of a feed are called; some hold characters that addresses and shells mind.
const CHANNELS: [&str; 16] = [
    "最新",
    "首页",
    "分类",
    "今日精选",
    "快讯",
    "热门 & 推荐",
    "专栏",
    "用户动态",
    "广播剧 _ 有声漫画",
    "新闻中心",
    "“深度”",
    "— 番剧",
    "100% 原创",
    "视频🎬",
    "What's new",
    "问答(新)",
];

/// A category path of three, or of two where the mirror's oldest generator wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Category {
    pub(crate) section: &'static str,
    pub(crate) feed: String,
    pub(crate) channel: &'static str,
}

impl Category {
    /// Where a post lies.
    pub(crate) fn throw(dice: &mut Dice) -> Category {
        let section = dice.common(&SECTIONS);
        // A section has forty feeds, each with a few channels of its own.
        let feed_number = dice.below(40).min(dice.below(40));
        let feed_stream = section.bytes().fold(feed_number, |sum, byte| sum.wrapping_mul(31) + u64::from(byte));
        let mut feed_dice = Dice::new(0xfeed, feed_stream);
        let feed = match feed_dice.below(6) {
            0 => prose::english(&mut feed_dice, 1),
            1 => format!("{} {}", prose::name(&mut feed_dice), prose::english(&mut feed_dice, 1)),
            _ => prose::name(&mut feed_dice),
        };
        let first = feed_dice.below(CHANNELS.len() as u64);
        let offset = dice.below(4).min(dice.below(4));
        let channel = usize::try_from((first + offset) % CHANNELS.len() as u64).unwrap_or(0);
        Category { section, feed, channel: CHANNELS[channel] }
    }

    /// Its folder below the posts.
    pub(crate) fn folder(&self) -> String {
        format!("{}/{}/{}", self.section, self.feed, self.channel)
    }
}

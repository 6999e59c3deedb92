#include "tests/model_sweep/samples.h"

#include <algorithm>
#include <stdexcept>

namespace rockpool::model_sweep {
namespace {

constexpr std::size_t kUsualLength = 8;
constexpr char kControl = '\x01';  // neither letter, mark, symbol, number, punctuation nor space

constexpr PatternSample kSamples[] = {
    {R"([0-9]+)", "", '1', 'x'},
    {R"(arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?)",
     "arn:aws:iam::123456789012:role/r", 'a', 'x'},
    {R"(arn:[\w+=/,.@-]+:[\w+=/,.@-]+:::[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?)", "arn:aws:s3:::b", 'a', 'x'},
    {R"([\p{L}\p{M}\p{S}\p{N}\p{P}\t\n\r ]+)", "", 'a', kControl},
    {R"([\w+]+)", "", 'a', '-'},
    {R"([\w\s+=,.@-]+)", "", 'a', '!'},
    {R"([\w]+)", "", 'a', '-'},
    {R"([\S]+)", "", 'a', ' '},
    {R"([\p{L}\p{M}\p{S}\p{N}\p{P}]+)", "", 'a', ' '},
    {R"([\w-]+_[0-9a-f-]+)", "us-east-1_", 'a', '!'},
    {R"([\p{L}\p{M}\p{S}\p{N}\p{P}]+@[\p{L}\p{M}\p{S}\p{N}\p{P}]+)", "a@", 'a', ' '},
    {R"([\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*)", "{####}", 'a', 'x'},
    {R"([\p{L}\p{M}\p{S}\p{N}\p{P}\s]+)", "", 'a', kControl},
    {R"([\p{L}\p{M}\p{S}\p{N}\p{P}\s*]+)", "", 'a', kControl},
    {R"([\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{##[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*##\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*)", "{##Verify##}", 'a', 'x'},
    {R"([\w+-]+)", "", 'a', '!'},
    {R"(^[0-9a-fA-F]+$)", "", 'a', 'g'},
    {R"([\w\s+=.@-]+)", "", 'a', ','},
    {"^cognito:(default|dutch|english|french|spanish|german|bahasa-indonesia|italian|japanese|korean|portuguese-brazil|"
     "chinese-(simplified|traditional))$",
     "cognito:default", 0, 'C'},
    {R"(^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$)", "", 'a', ' '},
    {R"(^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[4][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$)", "0123abcd-0123-4123-8123-0123456789ab",
     0, 'g'},
    {R"([\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+)", "", 'a', kControl},
    {R"([^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+)", "", 'a', '_'},
    {R"(^[\w\- ]+$)", "", 'a', '!'},
    {R"([\x21\x23-\x5B\x5D-\x7E]+)", "", 'a', '"'},
    {R"([\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+)", "", 'a', '/'},
    {R"(^[0-9A-Za-z\.\-_]*(?<!\.)$)", "", 'a', '!'},
    {R"(^[a-zA-Z0-9_-]+$)", "", 'a', '!'},
    {R"([A-Za-z0-9]+)", "", 'a', '!'},
    {R"([\w+=/]+)", "", 'a', '!'},
    {R"((?s).*\{####\}(?s).*)", "{####}", 'a', 'x'},
    {R"(^[\S]+.*[\S]+$)", "", 'a', ' '},
    {R"(^(terms-of-use|privacy-policy)$)", "terms-of-use", 0, 'T'},
    {R"([A-Za-z0-9-_=.]+)", "", 'a', '!'},
    {R"(import-[0-9a-zA-Z-]+)", "import-", 'a', 'I'},
    {R"([\w-]+_[0-9a-zA-Z]+)", "us-east-1_", 'a', '!'},
    {R"([a-z]{2}(-[a-z]+)+-[0-9]+)", "us-east-1", '1', 'U'},
    {R"((tkn|sso)[a-z0-9]+)", "tkn", 'a', 'T'},
};

const PatternSample& SampleOf(const RawShape& shape) {
  static constexpr PatternSample kAnything{"", "", 'a', 0};
  if (shape.pattern_text.empty()) {
    return kAnything;
  }
  const PatternSample* sample = FindSample(shape.pattern_text);
  if (sample == nullptr) {
    throw std::runtime_error("no sample for the pattern of " + shape.name + ": " + shape.pattern_text);
  }
  return *sample;
}

}  // namespace

std::span<const PatternSample> PatternSamples() { return kSamples; }

const PatternSample* FindSample(std::string_view pattern_text) {
  const auto* const found = std::ranges::find(kSamples, pattern_text, &PatternSample::pattern);
  return found == std::end(kSamples) ? nullptr : found;
}

std::string ValidText(const RawShape& shape) {
  if (!shape.enumeration.empty()) {
    return shape.enumeration.front();
  }
  const PatternSample& sample = SampleOf(shape);
  if (sample.filler == 0) {
    return std::string(sample.prefix);
  }
  const std::size_t least = std::max({static_cast<std::size_t>(shape.min.value_or(0)), sample.prefix.size() + 1, kUsualLength});
  return TextOfLength(shape, shape.max ? std::min(least, static_cast<std::size_t>(*shape.max)) : least);
}

std::string TextOfLength(const RawShape& shape, std::size_t length) {
  const PatternSample& sample = SampleOf(shape);
  std::string text(sample.prefix.substr(0, length));
  text.resize(length, sample.filler == 0 ? 'a' : sample.filler);
  return text;
}

std::optional<std::string> TextBreakingThePattern(const RawShape& shape) {
  const PatternSample& sample = SampleOf(shape);
  if (sample.broken == 0) {
    return std::nullopt;
  }
  std::string text = ValidText(shape);
  text[0] = sample.broken;
  return text;
}

}  // namespace rockpool::model_sweep

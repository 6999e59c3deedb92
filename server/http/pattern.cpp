#include "server/http/pattern.h"

#include <charconv>
#include <optional>
#include <stdexcept>
#include <utility>

namespace rockpool::http {
namespace {

// Takes the part before the next separator off `rest`; nullopt once the last part is taken.
std::optional<std::string_view> NextPart(std::optional<std::string_view>& rest, char separator) {
  if (!rest) {
    return std::nullopt;
  }
  const std::size_t end = rest->find(separator);
  const std::string_view part = rest->substr(0, end);
  rest = end == std::string_view::npos ? std::nullopt : std::optional(rest->substr(end + 1));
  return part;
}

std::optional<std::string> PercentDecoded(std::string_view text) {
  std::string decoded;
  for (; !text.empty(); text.remove_prefix(1)) {
    if (text.front() != '%') {
      decoded += text.front();
      continue;
    }
    unsigned char byte = 0;
    const char* digits = text.data() + 1;
    if (text.size() < 3 || std::from_chars(digits, digits + 2, byte, 16).ptr != digits + 2) {
      return std::nullopt;
    }
    decoded += static_cast<char>(byte);
    text.remove_prefix(2);
  }
  return decoded;
}

char SeparatorOf(Pattern::Of of) { return of == Pattern::Of::kHost ? '.' : '/'; }

}  // namespace

Pattern::Pattern(Of of, std::string_view text) : of_(of), text_(text) {
  std::optional<std::string_view> rest = text;
  while (const auto part = NextPart(rest, SeparatorOf(of))) {
    const bool is_name = part->size() > 2 && part->starts_with('{') && part->ends_with('}');
    const std::string_view inside = is_name ? part->substr(1, part->size() - 2) : *part;
    if (inside.find_first_of("{}") != std::string_view::npos) {
      throw std::logic_error("no pattern: " + text_);
    }
    parts_.push_back({std::string(inside), is_name});
    captures_ += is_name ? 1 : 0;
  }
}

bool Pattern::Match(std::string_view text, const Forms& forms, std::vector<Capture>& found) const {
  std::vector<Capture> captured;
  std::optional<std::string_view> rest = text;
  for (const Part& part : parts_) {
    const auto actual = NextPart(rest, SeparatorOf(of_));
    if (!actual || (!part.is_name && *actual != part.text)) {
      return false;
    }
    if (part.is_name) {
      auto value = of_ == Of::kPath ? PercentDecoded(*actual) : std::optional<std::string>(*actual);
      const auto form = forms.find(part.text);
      if (!value || value->empty() || (form != forms.end() && !form->second(*value))) {
        return false;
      }
      captured.push_back({part.text, *std::move(value)});
    }
  }
  if (rest) {
    return false;
  }
  found.insert(found.end(), std::make_move_iterator(captured.begin()), std::make_move_iterator(captured.end()));
  return true;
}

}  // namespace rockpool::http

#include "server/clients/branding/css_rules.h"

#include <algorithm>
#include <string>

#include "server/api/errors.h"
#include "server/util/strings.h"

namespace rockpool::clients {
namespace {

constexpr std::string_view kSelectors[] = {
    ".background-customizable",
    ".banner-customizable",
    ".errorMessage-customizable",
    ".idpButton-customizable",
    ".idpButton-customizable:hover",
    ".idpDescription-customizable",
    ".inputField-customizable",
    ".inputField-customizable:focus",
    ".label-customizable",
    ".legalText-customizable",
    ".logo-customizable",
    ".passwordCheck-notValid-customizable",
    ".passwordCheck-valid-customizable",
    ".redirect-customizable",
    ".socialButton-customizable",
    ".submitButton-customizable",
    ".submitButton-customizable:hover",
    ".textDescription-customizable",
};

[[noreturn]] void ThrowNoCss() {
  throw api::InvalidParameterException("The CSS is not valid.");  // Assumed
}

std::string WithoutComments(std::string_view css) {
  std::string rest;
  for (std::size_t begin = css.find("/*"); begin != std::string_view::npos; begin = css.find("/*")) {
    const std::size_t end = css.find("*/", begin + 2);
    if (end == std::string_view::npos) {
      ThrowNoCss();
    }
    rest.append(css.substr(0, begin)).append(" ");
    css.remove_prefix(end + 2);
  }
  return rest.append(css);
}

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n\f";
  const std::size_t begin = text.find_first_not_of(kSpaces);
  return begin == std::string_view::npos ? "" : text.substr(begin, text.find_last_not_of(kSpaces) - begin + 1);
}

// Assumed: the statements are documented as forbidden in values, their texts are not. They are looked for everywhere.
void CheckStatements(std::string_view css) {
  const std::string lower = util::LowerCase(css);
  for (const std::string_view forbidden : {"@import", "@media", "@page", "@supports", "javascript:", "expression(", "<script"}) {
    if (lower.find(forbidden) != std::string::npos) {
      throw api::InvalidParameterException("The CSS must not contain " + std::string(forbidden) + ".");
    }
  }
}

// Assumed: that a selector is quoted with its dot and pseudo-class.
void CheckSelectors(std::string_view selectors) {
  // Split leaves out the empty parts, of which there are none but by a mistake.
  const auto parts = util::Split(selectors, ",");
  if (std::ranges::ssize(parts) != std::ranges::count(selectors, ',') + 1) {
    ThrowNoCss();
  }
  for (const std::string_view part : parts) {
    const std::string_view selector = Trimmed(part);
    if (selector.empty()) {
      ThrowNoCss();
    }
    if (std::ranges::find(kSelectors, selector) == std::end(kSelectors)) {
      throw api::InvalidParameterException("The CSS class " + std::string(selector) + " is not in the list of allowed classes.");
    }
  }
}

}  // namespace

void CheckCss(std::string_view css) {
  const std::string text = WithoutComments(css);
  CheckStatements(text);
  std::string_view rest = Trimmed(text);
  while (!rest.empty()) {
    const std::size_t open = rest.find('{');
    const std::size_t close = rest.find('}');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open ||
        rest.substr(open + 1, close - open - 1).find('{') != std::string_view::npos || Trimmed(rest.substr(0, open)).empty()) {
      ThrowNoCss();
    }
    CheckSelectors(rest.substr(0, open));
    rest = Trimmed(rest.substr(close + 1));
  }
}

}  // namespace rockpool::clients

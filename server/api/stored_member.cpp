#include "server/api/stored_member.h"

#include <algorithm>
#include <cstddef>

namespace rockpool::api {
namespace {

// Where the text goes on after the string that begins at `at`.
std::size_t AfterString(std::string_view text, std::size_t at) {
  for (at = text.find('"', at + 1); at != std::string_view::npos; at = text.find('"', at + 1)) {
    const std::size_t backslashes = at - 1 - text.find_last_not_of('\\', at - 1);
    if (backslashes % 2 == 0) {
      return at + 1;
    }
  }
  return text.size();
}

// The same after a value of any kind.
std::size_t AfterValue(std::string_view text, std::size_t at) {
  int depth = 0;
  do {
    const char c = text[at];
    if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      --depth;
    }
    at = c == '"' ? AfterString(text, at) : at + 1;
  } while (at < text.size() && (depth > 0 || (text[at] != ',' && text[at] != '}')));
  return std::min(at, text.size());
}

}  // namespace

std::string_view StoredMember(std::string_view object, std::string_view name) {
  for (std::size_t at = 1; at < object.size() && object[at] == '"';) {
    const std::size_t colon = AfterString(object, at);
    const std::string_view key = object.substr(at + 1, colon - at - 2);
    const std::size_t end = AfterValue(object, std::min(colon + 1, object.size() - 1));
    if (key == name) {
      return object.substr(colon + 1, end - colon - 1);
    }
    at = end + 1;
  }
  return {};
}

}  // namespace rockpool::api

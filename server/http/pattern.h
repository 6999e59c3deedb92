// Host and path patterns of the router: `{domain}.auth.{region}.amazoncognito.com`, `/{pool}/.well-known/jwks.json`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"

namespace rockpool::http {

// What the text that a name captures must look like; a name without a form takes any text.
using Form = bool (*)(std::string_view text);
using Forms = std::map<std::string, Form, std::less<>>;

// Parts between separators, each a literal or the name of what it captures. A capture is one whole part and not empty.
class Pattern {
 public:
  enum class Of { kHost, kPath };

  // kHost: parts between points, in lower case. kPath: parts between slashes, as they stand in a request line. Throws std::logic_error for
  // a brace that neither begins nor ends a part.
  Pattern(Of of, std::string_view text);

  const std::string& text() const { return text_; }
  std::size_t captures() const { return captures_; }

  // Whether `text` is what the pattern describes; `found` then gets its captures, else it is left as it was. Literals compare byte by byte.
  // Captures of a path are percent-decoded first, and may hold any bytes then, slashes too; one with half an escape matches nothing.
  bool Match(std::string_view text, const Forms& forms, std::vector<Capture>& found) const;

 private:
  struct Part {
    std::string text;
    bool is_name = false;
  };

  Of of_;
  std::string text_;
  std::vector<Part> parts_;
  std::size_t captures_ = 0;
};

}  // namespace rockpool::http

// Forms and queries (application/x-www-form-urlencoded): text to names and values, and back.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/message.h"

namespace rockpool::http {

struct FormLimits {
  std::size_t bytes = 64UL * 1024;  // of the encoded text
  std::size_t fields = 256;
};

// Reads a query (without its `?`) or the body of a form: `+` is a space, `%` an escape, a name without `=` has an empty value, and what is
// empty between two `&` is nothing. `encoded` may be anything: nullopt for what is past the limits, for a broken escape, for what decodes
// to no UTF-8 or to a NUL. Costs what its length is.
std::optional<NamedValues> ParseForm(std::string_view encoded, const FormLimits& limits = {});

// How a blank is written: forms have a plus sign for it, and what is no form's reader takes that for itself.
enum class Blanks { kEscaped, kPlus };

// The reverse; escapes everything but the unreserved characters of RFC 3986, so that the text may stand in a query, a fragment or a body.
std::string EncodeForm(const NamedValues& fields, Blanks blanks = Blanks::kEscaped);

// `uri` with the fields at the end of its query, before its fragment, and else byte for byte as it was: how an answer is told to a redirect
// URI of any scheme (RFC 6749, 4.1.2).
std::string WithQuery(std::string_view uri, const NamedValues& fields, Blanks blanks = Blanks::kEscaped);

// Whether the request says that its body is a form; a charset other than UTF-8 makes it none.
bool DeclaresForm(const Headers& headers);

}  // namespace rockpool::http

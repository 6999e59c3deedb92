#include "server/http/form.h"

#include <algorithm>
#include <boost/url/encode.hpp>
#include <boost/url/pct_string_view.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <utility>

#include "server/util/strings.h"

namespace rockpool::http {
namespace {

namespace urls = boost::urls;

std::optional<std::string> Unescaped(std::string_view text) {
  if (text.find('%') == std::string_view::npos && text.find('+') == std::string_view::npos) {
    return std::string(text);
  }
  const auto checked = urls::make_pct_string_view(text);
  if (!checked) {
    return std::nullopt;
  }
  urls::encoding_opts options;
  options.space_as_plus = true;
  return checked->decode(options);
}

std::optional<std::string> Decode(std::string_view text) {
  std::optional<std::string> unescaped = Unescaped(text);
  if (!unescaped) {
    return std::nullopt;
  }
  std::string& decoded = *unescaped;
  const bool is_text = decoded.find('\0') == std::string::npos && util::IsUtf8(decoded);
  return is_text ? std::move(unescaped) : std::nullopt;
}

std::string Encode(std::string_view text, Blanks blanks) {
  urls::encoding_opts options;
  options.space_as_plus = blanks == Blanks::kPlus;
  return urls::encode(text, urls::unreserved_chars, options);
}

// The part up to the separator, which is taken from `text` together with it.
std::string_view TakeUntil(char separator, std::string_view& text) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

std::string_view Trimmed(std::string_view text) {
  const auto words = util::Split(text, " \t");
  return words.size() == 1 ? words.front() : std::string_view();
}

}  // namespace

std::optional<NamedValues> ParseForm(std::string_view encoded, const FormLimits& limits) {
  if (encoded.size() > limits.bytes) {
    return std::nullopt;
  }
  NamedValues fields;
  while (!encoded.empty()) {
    std::string_view value = TakeUntil('&', encoded);
    if (value.empty()) {
      continue;
    }
    std::optional<std::string> name = Decode(TakeUntil('=', value));
    std::optional<std::string> decoded = Decode(value);
    if (!name || !decoded || fields.size() == limits.fields) {
      return std::nullopt;
    }
    fields.Add(*std::move(name), *std::move(decoded));
  }
  return fields;
}

std::string EncodeForm(const NamedValues& fields, Blanks blanks) {
  std::string encoded;
  for (const auto& [name, value] : fields) {
    encoded.append(encoded.empty() ? "" : "&").append(Encode(name, blanks)).append("=").append(Encode(value, blanks));
  }
  return encoded;
}

std::string WithQuery(std::string_view uri, const NamedValues& fields, Blanks blanks) {
  const std::string added = EncodeForm(fields, blanks);
  const std::size_t end = std::min(uri.find('#'), uri.size());
  std::string whole(uri.substr(0, end));
  if (!added.empty()) {
    const bool has_query = whole.find('?') != std::string::npos;
    const bool needs_no_separator = whole.ends_with('?') || (has_query && whole.ends_with('&'));
    whole.append(needs_no_separator ? "" : has_query ? "&" : "?").append(added);
  }
  return whole.append(uri.substr(end));
}

bool DeclaresForm(const Headers& headers) {
  std::string_view rest = headers.Find("Content-Type").value_or("");
  if (!util::EqualsIgnoringCase(Trimmed(TakeUntil(';', rest)), "application/x-www-form-urlencoded")) {
    return false;
  }
  while (!rest.empty()) {
    std::string_view value = TakeUntil(';', rest);
    const bool is_charset = util::EqualsIgnoringCase(Trimmed(TakeUntil('=', value)), "charset");
    if (is_charset && !util::EqualsIgnoringCase(Trimmed(value), "utf-8") && !util::EqualsIgnoringCase(Trimmed(value), "\"utf-8\"")) {
      return false;
    }
  }
  return true;
}

}  // namespace rockpool::http

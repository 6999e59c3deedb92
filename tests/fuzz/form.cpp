// Any bytes as a form: what is read is bounded, clean text, and is the same after it was written and read again.
#include "server/http/form.h"

#include <cstdint>

#include "server/util/strings.h"
#include "tests/fuzz/expect.h"

namespace rockpool::fuzz {
namespace {

void CheckForm(std::string_view text) {
  http::FormLimits limits;
  limits.fields = 8;
  const auto form = http::ParseForm(text, limits);
  if (!form) {
    return;
  }
  Expect(form->size() <= limits.fields && text.size() <= limits.bytes, "a form is within its limits");
  std::size_t decoded_bytes = 0;
  for (const auto& [name, value] : *form) {
    Expect(util::IsUtf8(name) && util::IsUtf8(value), "names and values are UTF-8");
    Expect(name.find('\0') == std::string::npos && value.find('\0') == std::string::npos, "names and values have no NUL");
    Expect(form->Count(name) >= 1 && form->Find(name).has_value(), "what is there is found");
    decoded_bytes += name.size() + value.size();
  }
  Expect(decoded_bytes <= text.size(), "decoding makes nothing longer");

  const std::string encoded = http::EncodeForm(*form);
  http::FormLimits wide;
  wide.bytes = encoded.size();
  Expect(http::ParseForm(encoded, wide) == *form, "a form that is written again means the same");

  const std::string uri = http::WithQuery("https://app.example/cb?x=y#z", *form);
  Expect(uri.starts_with("https://app.example/cb?x=y") && uri.ends_with("#z"), "a redirect URI keeps what it had");
  Expect(uri.find_first_of("\r\n \"<>") == std::string::npos, "a redirect URI fits into a header");
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rockpool::fuzz::CheckForm({reinterpret_cast<const char*>(data), size});
  return 0;
}

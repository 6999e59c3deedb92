// Any bytes as the answer of another server: it is read within its limits, and the same whether it comes at once or byte by byte.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/beast/response_reader.h"
#include "tests/fuzz/expect.h"

namespace rockpool::fuzz {
namespace {

constexpr std::size_t kMaxBodyBytes = 512;
constexpr std::size_t kMaxHeaderBytes = 32UL * 1024;

// nullopt for an answer that is refused.
std::optional<http::FetchResponse> Read(std::string_view bytes, std::size_t step, bool to_head) {
  try {
    http::beast::ResponseReader reader(kMaxBodyBytes, to_head);
    for (; !bytes.empty(); bytes.remove_prefix(std::min(step, bytes.size()))) {
      if (reader.Received(bytes.substr(0, step))) {
        return reader.Take();
      }
    }
    reader.Ended();
    return reader.Take();
  } catch (const http::FetchError&) {
    return std::nullopt;
  }
}

void CheckResponse(std::string_view bytes, bool to_head) {
  const auto whole = Read(bytes, bytes.size(), to_head);
  const auto pieces = Read(bytes, 1, to_head);
  Expect(whole.has_value() == pieces.has_value(), "an answer is taken or refused however it comes");
  if (!whole) {
    return;
  }
  Expect(whole->status == pieces->status && whole->body == pieces->body, "an answer is the same however it comes");
  Expect(whole->status / 100 != 1, "what only announces an answer is none");
  Expect(whole->body.size() <= kMaxBodyBytes && (!to_head || whole->body.empty()), "a body is within its limit");
  std::size_t header_bytes = 0;
  auto piece = pieces->headers.begin();
  for (const auto& field : whole->headers) {
    Expect(piece != pieces->headers.end() && *piece == field, "headers are the same however they come");
    ++piece;
    header_bytes += field.first.size() + field.second.size();
  }
  Expect(header_bytes <= kMaxHeaderBytes, "headers are within their limit");
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  rockpool::fuzz::CheckResponse(bytes, false);
  rockpool::fuzz::CheckResponse(bytes, true);
  return 0;
}

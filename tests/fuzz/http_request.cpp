// Any bytes on a connection: the same requests are found in them, in whatever pieces they come. The first byte seeds the pieces.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/beast/request_reader.h"
#include "tests/fuzz/expect.h"

namespace rockpool::fuzz {
namespace {

using Reader = http::beast::RequestReader;
using State = Reader::State;

// Just how large a header is counted for depends on the pieces, by a few bytes; so the pieces are compared where no limit is near, and
// what a limit is for is seen under limits that short inputs reach.
const http::beast::RequestLimits kAmple{1024UL * 1024, 1024UL * 1024};
const http::beast::RequestLimits kSmall{512, 1024};

bool WantsMore(State state) { return state == State::kEmpty || state == State::kHeader || state == State::kBody; }

std::string TextOf(const http::beast::ReceivedRequest& received) {
  const http::Request& request = received.request;
  std::string text =
      request.method + ' ' + request.authority + request.path + '?' + request.query + (received.keep_alive ? " kept" : " closed");
  for (const auto& [name, value] : request.headers) {
    text.append("\n").append(name).append(": ").append(value);
  }
  return text.append("\n\n").append(request.body);
}

// What is found in the bytes, up to where a server would close the connection.
std::vector<std::string> RequestsIn(std::string_view bytes, const http::beast::RequestLimits& limits,
                                    const std::function<std::size_t()>& next_piece) {
  Reader reader(limits);
  std::vector<std::string> found;
  while (!bytes.empty() && WantsMore(reader.state())) {
    const auto space = reader.Space();
    Expect(!space.empty(), "there is room for what comes");
    const std::size_t wanted = next_piece();
    const std::size_t size = std::min({space.size(), bytes.size(), wanted});
    std::copy_n(bytes.begin(), size, space.begin());
    reader.Received(size);
    bytes.remove_prefix(size);
    while (reader.state() == State::kDone) {
      const auto received = reader.Take();
      Expect(received.request.body.size() <= limits.body_bytes, "a body is within its limit");
      found.push_back(TextOf(received));
      if (!received.keep_alive) {
        return found;
      }
    }
  }
  return found;
}

void CheckConnection(std::string_view bytes, std::uint32_t seed) {
  const auto whole = [&] { return bytes.size(); };
  const auto small_piece = [state = seed]() mutable -> std::size_t {
    state = state * 1664525 + 1013904223;
    return 1 + (state >> 24) % 32;
  };
  Expect(RequestsIn(bytes, kAmple, whole) == RequestsIn(bytes, kAmple, small_piece), "pieces change nothing");
  RequestsIn(bytes, kSmall, small_piece);
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 0) {
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    rockpool::fuzz::CheckConnection(bytes, data[0]);
  }
  return 0;
}

// Any bytes as a deflated text: no more comes out than may, and what is deflated comes back.
#include "server/util/deflate.h"

#include <cstdint>
#include <string_view>

#include "tests/fuzz/expect.h"

namespace rockpool::fuzz {
namespace {

constexpr std::size_t kMost = 100'000;

void CheckDeflate(std::string_view bytes) {
  const auto inflated = util::Inflate(bytes, kMost);
  if (inflated) {
    Expect(inflated->size() <= kMost, "what comes out is bounded");
    Expect(util::Inflate(bytes, inflated->size()) == inflated, "just as much as there is may come out");
    Expect(inflated->empty() || !util::Inflate(bytes, inflated->size() - 1), "nothing is cut");
  }
  Expect(util::Inflate(util::Deflate(bytes), bytes.size()) == bytes, "what is deflated comes back");
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rockpool::fuzz::CheckDeflate({reinterpret_cast<const char*>(data), size});
  return 0;
}

#include "server/util/deflate.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>

namespace rockpool::util {

namespace {

constexpr int kNoFrame = -MAX_WBITS;  // zlib's sign for a stream without header and check sum
constexpr int kMemoryLevel = 8;       // zlib's own default
constexpr std::size_t kChunkBytes = 16UL * 1024;

// zlib reads through a pointer that is not const, and writes nothing there.
Bytef* Input(std::string_view bytes) { return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data())); }

}  // namespace

std::string Deflate(std::string_view bytes) {
  if (bytes.size() > std::numeric_limits<uInt>::max()) throw std::length_error("Too long to be deflated.");
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kNoFrame, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  std::string deflated(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = Input(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(deflated.data());
  stream.avail_out = static_cast<uInt>(deflated.size());
  const int result = deflate(&stream, Z_FINISH);
  deflated.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("A text could not be deflated.");
  return deflated;
}

std::optional<std::string> Inflate(std::string_view deflated, std::size_t most) {
  if (deflated.size() > std::numeric_limits<uInt>::max()) return std::nullopt;
  z_stream stream{};
  if (inflateInit2(&stream, kNoFrame) != Z_OK) throw std::bad_alloc();
  stream.next_in = Input(deflated);
  stream.avail_in = static_cast<uInt>(deflated.size());
  std::string inflated;
  std::array<char, kChunkBytes> chunk{};
  int result = Z_OK;
  // One byte more than `most` is asked for, since a stream of just `most` may end with the next one's bits.
  while (result == Z_OK && inflated.size() <= most) {
    const std::size_t asked = std::min(chunk.size(), most - inflated.size() + 1);
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = static_cast<uInt>(asked);
    result = inflate(&stream, Z_NO_FLUSH);
    inflated.append(chunk.data(), asked - stream.avail_out);
  }
  const bool is_whole = result == Z_STREAM_END && stream.avail_in == 0 && inflated.size() <= most;
  inflateEnd(&stream);
  if (!is_whole) return std::nullopt;
  return inflated;
}

}  // namespace rockpool::util

// A text that RapidJSON's parser reads, and unescapes strings in.
#pragma once

#include <rapidjson/stream.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "server/api/json_bytes.h"

namespace rockpool::api {

// As rapidjson::InsituStringStream, but what stands in a string as it is goes by eight bytes at a time: there it goes one by one, which is
// most of the work of reading long strings. (The parser's own way with SSE2 takes the control characters from 0x1a on for text.)
class InPlaceText {
 public:
  using Ch = char;

  // `text` has a zero byte behind its `size` bytes; it must outlive this.
  InPlaceText(char* text, std::size_t size) : source_(text), begin_(text), end_(text + size) {}

  Ch Peek() const { return *source_; }
  Ch Take() { return *source_++; }
  std::size_t Tell() const { return static_cast<std::size_t>(source_ - begin_); }

  Ch* PutBegin() { return target_ = source_; }
  void Put(Ch c) {
    *target_++ = c;
    // Of other characters than ASCII the parser may have more bytes to put, and behind a zero byte the string may be at its end.
    if (static_cast<signed char>(c) > 0) {
      PutRun();
    }
  }
  std::size_t PutEnd(Ch* begin) const { return static_cast<std::size_t>(target_ - begin); }
  void Flush() {}

 private:
  // What follows as it is.
  void PutRun() {
    std::uint64_t bytes = 0;
    while (static_cast<std::size_t>(end_ - source_) >= sizeof bytes) {
      std::memcpy(&bytes, source_, sizeof bytes);
      if (const std::uint64_t special = HasSpecial(bytes); special != 0) {
        return PutFew(special);
      }
      std::memcpy(target_, &bytes, sizeof bytes);
      source_ += sizeof bytes;
      target_ += sizeof bytes;
    }
  }

  // The bytes before the first one that `special` tells of.
  void PutFew(std::uint64_t special) {
    if constexpr (std::endian::native == std::endian::little) {
      const std::size_t few = static_cast<std::size_t>(std::countr_zero(special)) / 8;
      if (target_ != source_) {
        std::memmove(target_, source_, few);
      }
      source_ += few;
      target_ += few;
    }
  }

  char* source_;
  char* target_ = nullptr;
  char* begin_;
  char* end_;
};

}  // namespace rockpool::api

// The parser keeps a copy of its own while it reads a string.
template <>
struct rapidjson::StreamTraits<rockpool::api::InPlaceText> {
  enum { copyOptimization = 1 };
};

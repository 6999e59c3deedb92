// The three kinds of work, told apart by what they would keep waiting.
#pragma once

namespace rockpool::http {

// In the order of what they cost: the larger of two holds for both together.
enum class Runs {
  kHere,      // microseconds (point reads, small writes): on the I/O thread that read the request
  kComputes,  // milliseconds of CPU (large bodies and writes, signatures, XML): on a computing thread, of which there is one a core
  kWaits,     // for another server: on a thread made for it, or not at all
};

}  // namespace rockpool::http

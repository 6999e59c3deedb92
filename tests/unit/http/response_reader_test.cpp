#include "server/http/beast/response_reader.h"

#include <gtest/gtest.h>

#include <string>

namespace rockpool::http::beast {
namespace {

// Reads `bytes` in pieces of `step`, then the end where the response needs it.
FetchResponse Read(const std::string& bytes, std::size_t step, std::size_t max_body_bytes = 1000) {
  ResponseReader reader(max_body_bytes);
  for (std::size_t i = 0; i < bytes.size(); i += step) {
    if (reader.Received(std::string_view(bytes).substr(i, step))) {
      return reader.Take();
    }
  }
  reader.Ended();
  return reader.Take();
}

std::string RefusalOf(const std::string& bytes, std::size_t max_body_bytes = 1000) {
  std::string refusal;
  for (const std::size_t step : {bytes.size(), std::size_t{1}}) {
    try {
      Read(bytes, step, max_body_bytes);
      return "read";
    } catch (const FetchError& error) {
      EXPECT_TRUE(refusal.empty() || refusal == error.what()) << "in pieces: " << error.what();
      refusal = error.what();
    }
  }
  return refusal;
}

constexpr const char* kNoHttp = "the answer is no HTTP response";

TEST(ResponseReader, ReadsTheSameHoweverTheBytesCome) {
  for (const std::string bytes :
       {"HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nA: b\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2;x=y\r\nbc\r\n0\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 3\r\n\r\nabcd", "HTTP/1.0 200 OK\r\nA: b\r\n\r\nabc"}) {
    for (std::size_t step = 1; step <= bytes.size(); ++step) {
      const FetchResponse response = Read(bytes, step);
      EXPECT_EQ(response.status, 200) << bytes << step;
      EXPECT_EQ(response.body, "abc") << bytes << step;
      EXPECT_EQ(response.headers.Find("a"), "b") << bytes << step;
    }
  }
}

TEST(ResponseReader, ForgetsTheHeadersOfAnInformationalResponse) {
  const FetchResponse response = Read("HTTP/1.1 103 Early Hints\r\nLocation: /x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 7);
  EXPECT_EQ(response.headers.Find("Location"), std::nullopt);
}

TEST(ResponseReader, DoesNotTakeATrailerForAHeader) {
  const FetchResponse response = Read(
      "HTTP/1.1 302 Found\r\nTransfer-Encoding: chunked\r\nTrailer: Location\r\n\r\n1\r\na\r\n0\r\nLocation: http://evil/\r\n\r\n", 1000);
  EXPECT_EQ(response.body, "a");
  EXPECT_EQ(response.headers.Find("Location"), std::nullopt);
}

TEST(ResponseReader, KnowsAnswersThatHaveNoBody) {
  EXPECT_EQ(Read("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", 1000).status, 204);
  EXPECT_EQ(Read("HTTP/1.1 304 Not Modified\r\n\r\n", 1000).status, 304);
  ResponseReader reader(10, true);
  EXPECT_TRUE(reader.Received("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"));
  EXPECT_EQ(reader.Take().body, "");
}

TEST(ResponseReader, TakesABodyUpToItsLimitAndNoLonger) {
  for (const std::string bytes :
       {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\nabc"}) {
    EXPECT_EQ(Read(bytes, 1, 3).body, "abc");
    EXPECT_EQ(RefusalOf(bytes, 2), "the answer is larger than 2 bytes") << bytes;
  }
  EXPECT_EQ(RefusalOf("HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\n\r\n"), "the answer is larger than 1000 bytes");
}

TEST(ResponseReader, BoundsTheHeader) {
  const std::string line = "A: " + std::string(1000, 'x') + "\r\n";
  std::string header = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 31; ++i) {
    header += line;
  }
  EXPECT_EQ(Read(header + "Content-Length: 0\r\n\r\n", 5000).status, 200);
  EXPECT_EQ(RefusalOf(header + line + line + "Content-Length: 0\r\n\r\n"), kNoHttp);
}

TEST(ResponseReader, BoundsTrailersAndExtensionsOfChunks) {
  const std::string begin = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(RefusalOf(begin + "1;" + std::string(70000, 'x')), kNoHttp);
  EXPECT_EQ(RefusalOf(begin + "0\r\nA: " + std::string(70000, 'x')), kNoHttp);
}

TEST(ResponseReader, RefusesWhatTwoReadersCouldReadDifferently) {
  for (const std::string header : {"Transfer-Encoding: gzip", "Transfer-Encoding: chunked, gzip", "Transfer-Encoding: gzip, chunked",
                                   "Transfer-Encoding: chunked;q=1, gzip", "Transfer-Encoding: chunked\r\nContent-Length: 3",
                                   "Content-Length: 3\r\nTransfer-Encoding: chunked", "Content-Length: 3\r\nContent-Length: 4",
                                   "Content-Length: -1", "Content-Length: 0x3", "A : b"}) {
    EXPECT_EQ(RefusalOf("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\nabc"), kNoHttp) << header;
  }
}

TEST(ResponseReader, RefusesWhatIsNoHttp) {
  for (const std::string bytes : {"SSH-2.0-OpenSSH\r\n\r\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "<html></html>\r\n\r\n"}) {
    EXPECT_EQ(RefusalOf(bytes), kNoHttp) << bytes;
  }
}

TEST(ResponseReader, RefusesWhatEndsEarly) {
  for (const std::string bytes :
       {"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nA: b\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n", "HTTP/1.1 100 Continue\r\n\r\n"}) {
    ResponseReader reader(1000);
    EXPECT_FALSE(reader.Received(bytes)) << bytes;
    EXPECT_THROW(reader.Ended(), FetchError) << bytes;
  }
}

}  // namespace
}  // namespace rockpool::http::beast

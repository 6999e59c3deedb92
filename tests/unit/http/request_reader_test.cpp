#include "server/http/beast/request_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

namespace rockpool::http::beast {
namespace {

using State = RequestReader::State;

State Feed(RequestReader& reader, std::string_view bytes) {
  State state = reader.state();
  while (!bytes.empty() && (state == State::kEmpty || state == State::kHeader || state == State::kBody)) {
    const std::span<char> space = reader.Space();
    const std::size_t size = std::min(space.size(), bytes.size());
    std::copy_n(bytes.begin(), size, space.begin());
    state = reader.Received(size);
    bytes.remove_prefix(size);
  }
  return state;
}

State StateAfter(std::string_view bytes, RequestLimits limits = {}) {
  RequestReader reader(limits);
  return Feed(reader, bytes);
}

TEST(RequestReader, ReadsARequest) {
  RequestReader reader({});
  ASSERT_EQ(Feed(reader, "POST /a?b=c HTTP/1.1\r\nHost: h\r\nX-Amz-Target: T\r\nContent-Length: 4\r\n\r\nbody"), State::kDone);
  const ReceivedRequest received = reader.Take();
  EXPECT_EQ(received.request.method, "POST");
  EXPECT_EQ(received.request.path, "/a");
  EXPECT_EQ(received.request.query, "b=c");
  EXPECT_EQ(received.request.headers.Find("x-amz-target"), "T");
  EXPECT_EQ(received.request.body, "body");
  EXPECT_TRUE(received.keep_alive);
  EXPECT_FALSE(received.is_http10);
  EXPECT_EQ(reader.state(), State::kEmpty);
}

TEST(RequestReader, ReadsTheSameRequestByteByByte) {
  RequestReader reader({});
  const std::string_view bytes = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: u\r\n\r\n";
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    ASSERT_NE(Feed(reader, bytes.substr(i, 1)), State::kDone) << i;
  }
  ASSERT_EQ(Feed(reader, bytes.substr(bytes.size() - 1)), State::kDone);
  EXPECT_EQ(reader.Take().request.body, "abcde");
}

TEST(RequestReader, ReadsAnEmptyChunkedBodyInWhateverPiecesItComes) {
  const std::string_view header = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string_view last_chunk = "0\r\n\r\n";
  for (std::size_t first = 0; first <= last_chunk.size(); ++first) {
    for (std::size_t second = first; second <= last_chunk.size(); ++second) {
      RequestReader reader({});
      Feed(reader, header);
      Feed(reader, last_chunk.substr(0, first));
      Feed(reader, last_chunk.substr(first, second - first));
      ASSERT_EQ(Feed(reader, last_chunk.substr(second)), State::kDone) << first << ' ' << second;
      EXPECT_EQ(reader.Take().request.body, "");
    }
  }
}

TEST(RequestReader, FindsRequestsThatCameTogetherInTheirOrder) {
  RequestReader reader({});
  Feed(reader, "GET /1 HTTP/1.1\r\n\r\nPOST /2 HTTP/1.1\r\nContent-Length: 1\r\n\r\nxGET /3 HTTP/1.1\r\n");
  EXPECT_EQ(reader.Take().request.path, "/1");
  ASSERT_EQ(reader.state(), State::kDone);
  EXPECT_EQ(reader.Take().request.path, "/2");
  ASSERT_EQ(reader.state(), State::kHeader);
  ASSERT_EQ(Feed(reader, "\r\n"), State::kDone);
  EXPECT_EQ(reader.Take().request.path, "/3");
}

TEST(RequestReader, KnowsWhetherTheConnectionStaysOpen) {
  const auto keeps = [](std::string_view bytes) {
    RequestReader reader({});
    Feed(reader, bytes);
    return reader.Take().keep_alive;
  };
  EXPECT_TRUE(keeps("GET / HTTP/1.1\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.0\r\n\r\n"));
  EXPECT_TRUE(keeps("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
}

TEST(RequestReader, TakesTheAbsoluteFormOfATarget) {
  const auto path_and_query = [](const std::string& target) {
    RequestReader reader({});
    Feed(reader, "GET " + target + " HTTP/1.1\r\n\r\n");
    const Request request = reader.Take().request;
    return request.authority + "|" + request.path + "|" + request.query;
  };
  EXPECT_EQ(path_and_query("http://host:9229/a?b"), "host:9229|/a|b");
  EXPECT_EQ(path_and_query("HTTPS://host"), "host|/|");
  EXPECT_EQ(path_and_query("http://host?b"), "host|/|b");
  EXPECT_EQ(path_and_query("http://user@host/a"), "user@host|/a|");
  EXPECT_EQ(path_and_query("/a?"), "|/a|");
}

TEST(RequestReader, WaitsForTheClientThatWaitsForContinue) {
  RequestReader reader({});
  ASSERT_EQ(Feed(reader, "POST / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n"), State::kBody);
  EXPECT_TRUE(reader.AwaitsContinue());
  ASSERT_EQ(Feed(reader, "ab"), State::kDone);
  EXPECT_FALSE(reader.AwaitsContinue());
}

TEST(RequestReader, RefusesABodyOverTheLimitByItsLengthAlone) {
  EXPECT_EQ(StateAfter("POST / HTTP/1.1\r\nContent-Length: 11\r\n\r\n", {1024, 10}), State::kBodyTooLarge);
  EXPECT_EQ(StateAfter("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\n0123456789", {1024, 10}), State::kDone);
}

TEST(RequestReader, RefusesChunksThatTogetherAreOverTheLimit) {
  EXPECT_EQ(StateAfter("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n012345\r\n5\r\n", {1024, 10}), State::kBodyTooLarge);
}

TEST(RequestReader, RefusesAHeaderOverTheLimit) {
  EXPECT_EQ(StateAfter("GET / HTTP/1.1\r\nA: " + std::string(2000, 'a') + "\r\n\r\n", {1024, 10}), State::kHeaderTooLarge);
  EXPECT_EQ(StateAfter("GET /" + std::string(2000, 'a'), {1024, 10}), State::kHeaderTooLarge);
  EXPECT_EQ(StateAfter(std::string(2000, 'A'), {1024, 10}), State::kHeaderTooLarge);
}

TEST(RequestReader, RefusesAHeaderOverTheLimitWhosePiecesEndWithTheFirstLetterOfALine) {
  RequestReader reader({1024, 10});
  State state = Feed(reader, "GET / HTTP/1.1\r\nA");
  int lines = 0;
  for (; state == State::kHeader && lines < 1000; ++lines) {
    state = Feed(reader, ": b\r\nA");
  }
  EXPECT_EQ(state, State::kHeaderTooLarge);
  EXPECT_EQ(lines, (1024 - 17) / 6 + 1);
}

TEST(RequestReader, BoundsEachOfSeveralHeadersByItself) {
  RequestReader reader({64, 10});
  for (int i = 0; i < 10; ++i) {
    ASSERT_EQ(Feed(reader, "GET / HTTP/1.1\r\nA: 0123456789012345678901234567890\r\n\r\n"), State::kDone) << i;
    reader.Take();
  }
}

TEST(RequestReader, BoundsWhatStandsBetweenChunks) {
  const std::string start = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(StateAfter(start + "1;" + std::string(100000, 'a'), {1024, 10}), State::kMalformed);
  EXPECT_EQ(StateAfter(start + "0\r\nT: " + std::string(100000, 'a'), {1024, 10}), State::kMalformed);
}

TEST(RequestReader, LeavesTrailersOutOfTheHeaders) {
  RequestReader reader({});
  ASSERT_EQ(Feed(reader, "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Amz-Target: T\r\n\r\n"), State::kDone);
  EXPECT_FALSE(reader.Take().request.headers.Find("X-Amz-Target"));
}

TEST(RequestReader, RefusesTwoHosts) {
  EXPECT_EQ(StateAfter("GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n"), State::kMalformed);
  EXPECT_EQ(StateAfter("GET / HTTP/1.1\r\nHost: a\r\nX: y\r\nHost: b\r\nHost: c\r\n\r\n"), State::kMalformed);
  EXPECT_EQ(StateAfter("GET / HTTP/1.1\r\nHost: a\r\nX-Host: b\r\n\r\n"), State::kDone);
}

TEST(RequestReader, TellsWhatItHasReadOfARequestThatItRefuses) {
  RequestReader reader({1024, 10});
  Feed(reader, "PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n");
  EXPECT_EQ(reader.Unfinished().path, "/a");
  EXPECT_EQ(reader.Unfinished().headers.Find("Host"), "h");
  RequestReader fresh({});
  EXPECT_EQ(fresh.Unfinished().path, "");
}

class MalformedRequest : public ::testing::TestWithParam<std::string> {};

TEST_P(MalformedRequest, IsRefused) { EXPECT_EQ(StateAfter(GetParam()), State::kMalformed); }

INSTANTIATE_TEST_SUITE_P(RequestReader, MalformedRequest,
                         ::testing::Values(std::string("\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 11), "hello\r\n\r\n",
                                           "GET / HTTP/2.0\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET / HTTP/1.1\r\nA b: c\r\n\r\n",
                                           "GET / HTTP/1.1\r\nA : c\r\n\r\n", "GET / HTTP/1.1\r\nA: b\nB: c\r\n\r\n",
                                           "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                                           "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                                           "POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
                                           "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
                                           "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
                                           "POST / HTTP/1.1\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
                                           "POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                                           "POST / HTTP/1.1\r\nTransfer-Encoding: chunked;q=1, gzip\r\n\r\n",
                                           "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
                                           "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n"));

}  // namespace
}  // namespace rockpool::http::beast

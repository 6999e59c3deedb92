"""An import of users from outside: a pool, a job, its file and its end. Standard library only."""

import socket
import time
import urllib.error
import urllib.parse
import urllib.request

from process_layer import Client

ROLE = "arn:aws:iam::123456789012:role/Logs"
HEADER = "cognito:username,email,email_verified"


def csv_of(rows):
    return "\n".join([HEADER, *(f"user{n},user{n}@example.com,true" for n in range(rows)), ""]).encode()


class Importing:
    """One job in a pool of its own."""

    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.client = Client(endpoint)
        self.pool = self.client.must("CreateUserPool", PoolName="imported", AutoVerifiedAttributes=["email"])["UserPool"]["Id"]
        made = self.client.must("CreateUserImportJob", UserPoolId=self.pool, JobName="job", CloudWatchLogsRoleArn=ROLE)
        self.job = made["UserImportJob"]["JobId"]

    def reach(self, endpoint):
        """After another start of the server."""
        self.client.close()
        self.endpoint, self.client = endpoint, Client(endpoint)

    def describe(self):
        return self.client.must("DescribeUserImportJob", UserPoolId=self.pool, JobId=self.job)["UserImportJob"]

    def url(self):
        return self.describe()["PreSignedUrl"]

    def put(self, data, url=None):
        """The status of sending the file, and what the answer holds."""
        request = urllib.request.Request(url or self.url(), data=data, method="PUT",
                                         headers={"x-amz-server-side-encryption": "aws:kms", "Content-Type": "text/csv"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()

    def upload(self, data):
        status, text = self.put(data)
        if status != 200:
            raise AssertionError(f"the upload was answered with {status} {text}")

    def begin_upload(self, length, url=None):
        """A connection that has sent the head of an upload of so many bytes."""
        parts = urllib.parse.urlsplit(url or self.url())
        address = urllib.parse.urlsplit(self.endpoint)
        connection = socket.create_connection((address.hostname, address.port), timeout=60)
        connection.sendall(f"PUT {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Length: {length}\r\n"
                           "x-amz-server-side-encryption: aws:kms\r\n\r\n".encode())
        return connection

    def start(self):
        self.client.must("StartUserImportJob", UserPoolId=self.pool, JobId=self.job)

    def wait(self, limit_seconds):
        """The job once it is over."""
        deadline = time.monotonic() + limit_seconds
        job = self.describe()
        while job["Status"] in ("Pending", "InProgress"):
            if time.monotonic() > deadline:
                raise AssertionError(f"the import is not over: {job}")
            time.sleep(0.02)
            job = self.describe()
        return job

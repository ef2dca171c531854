resource "aws_s3_bucket" "reports" {
  bucket = "reports"
}

resource "aws_security_group" "open" {
  name        = "open"
  description = "é😀 everything"

  ingress {
    description = "ssh from everywhere"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
